/// A line of ours that was given to the link and has no answer yet.
package struct PendingLine: Sendable, Equatable {
  /// The number that its `OutgoingLine` has, and later its `ClientEvent.answered`.
  package var id: Int { line.id ?? 0 }

  /// What it will be in the transcript, fit to be shown.
  package let content: TranscriptEntry.Content

  let line: OutgoingLine
}
