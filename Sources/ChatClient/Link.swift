import Reactor
import TLS

/// One connection to the server, resumed for ever: the handle of the link thread, for the thread that shows
/// what it tells.
///
/// That thread registers `events.descriptor` with its poller, drains `events` when it rings, and calls
/// `drained` each time: where the inbox was full, the link has stopped reading, and goes on then. At most
/// `maximumUnanswered` lines may be given that no `ClientEvent.answered` has come for.
package final class Link: Sendable {
  /// The most lines without an answer. The server remembers what became of the last 4,096 lines of a session.
  package static let maximumUnanswered = 1_024

  /// The most events that wait to be shown.
  package static let maximumEvents = 8_192

  /// What the link tells.
  package let events: Inbox<ClientEvent>

  private let commands: Inbox<LinkCommand>
  private let thread: Reactor.Thread

  /// Starts the thread, which connects at once. Signals are to be blocked before (`SignalSource`), SIGPIPE to
  /// be ignored. Throws where the system has no descriptor or thread left.
  package init(_ settings: LinkSettings) throws(SystemError) {
    let events = try Inbox<ClientEvent>(limit: Self.maximumEvents)
    // As many again for names and the like, which only a person gives.
    let commands = try Inbox<LinkCommand>(limit: 2 * Self.maximumUnanswered)
    self.events = events
    self.commands = commands
    thread = try Reactor.Thread.start(name: "link") {
      LinkLoop.run(settings, commands: commands, events: events)
    }
  }

  /// Gives the link something to do. After `ClientEvent.ended` nothing is done any more. Traps where more
  /// lines wait than may be given: nothing else would tell of one that had no room.
  package func post(_ command: LinkCommand) {
    let isTaken = commands.post(command)
    precondition(isTaken, "more lines without an answer than Link.maximumUnanswered")
  }

  /// There is room in `events` again.
  package func drained() {
    commands.wake()
  }

  /// Waits for the thread, which ends after `ClientEvent.ended` was posted. Should it be looking up the
  /// server's name, that can take seconds.
  package func join() {
    thread.join()
  }
}
