import Journal

extension JournalThread {
  /// A draft that the journal has not answered yet, and through which connection it came.
  struct Pending {
    let draft: Draft
    let attachment: Attachment?
  }
}
