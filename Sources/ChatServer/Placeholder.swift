enum ChatServerPlaceholder {}
