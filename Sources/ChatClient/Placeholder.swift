enum ChatClientPlaceholder {}
