/// Who is told how a run goes, on the thread that called it.
package struct RunWitness {
  /// About every 5 seconds.
  package var progress: (RunProgress) -> Void
  /// Something that went wrong, in words; only the first few of each thread are told.
  package var complaint: (String) -> Void

  package init(progress: @escaping (RunProgress) -> Void, complaint: @escaping (String) -> Void) {
    self.progress = progress
    self.complaint = complaint
  }
}
