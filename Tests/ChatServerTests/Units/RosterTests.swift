import Journal
import TestSupport
import Testing

@testable import ChatServer

@Suite("The roster")
struct RosterTests {
  private let ana = Sample.ana
  private let beto = Sample.beto
  private let caio = Sample.caio

  private func names(_ roster: Roster) -> [String] { roster.names().map { Sample.text($0) } }

  @Test("begins with nobody")
  func nobody() {
    let roster = Roster()
    #expect(roster.count == 0)
    #expect(roster.names().isEmpty)
    #expect(roster.bearer(of: Sample.bytes("ana")) == nil)
    #expect(!roster.bearsName(ana) && !roster.isResumable(ana))
  }

  @Test("gives a name to who asked first, in the order of the journal, whatever its case")
  func nameRace() {
    var bench = RosterBench()
    #expect(bench.apply(Sample.joined("Ana"), ana) == .counts)
    #expect(bench.apply(Sample.joined("ANA"), beto) == .nameTaken)
    #expect(bench.roster.bearer(of: Sample.bytes("ana")) == ana)
    #expect(bench.roster.identity(of: beto) == nil)
    #expect(bench.apply(Sample.said("hi"), beto) == .overtaken)
    #expect(names(bench.roster) == ["Ana"])
    bench.apply(Sample.left("Ana"), ana)
    #expect(bench.apply(Sample.joined("ANA"), beto) == .counts)
    #expect(names(bench.roster) == ["ANA"])
  }

  @Test("lets a session that bears a name take no other one")
  func secondName() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana)
    #expect(bench.apply(Sample.joined("Ana"), ana) == .overtaken)
    #expect(bench.apply(Sample.joined("Outra"), ana) == .overtaken)
    #expect(names(bench.roster) == ["Ana"])
    #expect(bench.roster.bearer(of: Sample.bytes("outra")) == nil)
  }

  @Test("tells a session from the plain dialect, which cannot be taken up, from a numbered one")
  func resumable() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana)
    bench.apply(Sample.joined("Beto", isResumable: false), beto)
    #expect(bench.roster.isResumable(ana) && !bench.roster.isResumable(beto))
    #expect(bench.roster.bearsName(beto))
  }

  @Test("lists names in the order of entering, up to a limit")
  func order() {
    var bench = RosterBench()
    for (name, session) in [("Zoe", ana), ("Ana", beto), ("Max", caio)] {
      bench.apply(Sample.joined(name), session)
    }
    #expect(names(bench.roster) == ["Zoe", "Ana", "Max"])
    #expect(bench.roster.names(first: 2) == [Sample.bytes("Zoe"), Sample.bytes("Ana")])
    #expect(bench.roster.names(first: 0).isEmpty)
    #expect(bench.roster.names(first: 4).count == 3)
    bench.apply(Sample.left("Zoe"), ana)
    bench.apply(Sample.joined("Zoe"), Sample.session(9))
    #expect(names(bench.roster) == ["Ana", "Max", "Zoe"])
    #expect(bench.roster.count == 3)
  }

  @Test("keeps the order of entering over many who come and go")
  func longOrder() {
    var bench = RosterBench()
    bench.apply(Sample.joined("first"), Sample.session(1_000))
    for number in 0..<300 {
      bench.apply(Sample.joined("n\(number)"), Sample.session(number))
      if number >= 3 { bench.apply(Sample.left("n\(number - 3)"), Sample.session(number - 3)) }
    }
    #expect(names(bench.roster) == ["first", "n297", "n298", "n299"])
    #expect(bench.roster.count == 4)
  }

  @Test("knows a repetition by the session and its number, and lets it not count")
  func repetition() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: 1)
    bench.apply(Sample.joined("Beto"), beto, number: 1)
    #expect(bench.apply(Sample.said("a"), ana, number: 2) == .counts)
    let first = bench.last
    #expect(bench.apply(Sample.said("a"), ana, number: 2) == .repetition(of: first))
    #expect(bench.apply(Sample.said("other"), ana, number: 2) == .repetition(of: first))
    #expect(bench.apply(Sample.said("b"), beto, number: 2) == .counts)
    #expect(bench.roster.answer(to: 2, in: ana) == first)
    #expect(bench.roster.answer(to: 1, in: ana) == SequenceNumber(1))
    #expect(bench.roster.answer(to: 3, in: ana) == nil)
  }

  @Test("takes lines without a number for new each time, and any order and gaps of numbers")
  func numbers() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: 1)
    for number: UInt64 in [0, 0, 9, 4, .max] {
      #expect(bench.apply(Sample.said("a"), ana, number: number) == .counts)
    }
    #expect(bench.roster.answer(to: 0, in: ana) == nil)
    #expect(bench.roster.answer(to: 4, in: ana) == SequenceNumber(5))
  }

  @Test("remembers no answer to what did not count, so that it may be tried again")
  func noAnswerToRefused() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: 1)
    #expect(bench.apply(.whispered(Sample.whisper("a", to: beto)), ana, number: 2) == .noSuchPerson)
    #expect(bench.roster.answer(to: 2, in: ana) == nil)
    #expect(bench.apply(Sample.said("a"), ana, number: 2) == .counts)
  }

  @Test("keeps the answers over being away, gone and back, and until the session ends")
  func answersLast() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: 1)
    bench.apply(Sample.said("a"), ana, number: 2)
    bench.apply(.away(.lost), ana)
    bench.apply(Sample.left("Ana", .lost, awaySince: bench.last), ana)
    let gone = bench.last
    #expect(bench.roster.answer(to: 2, in: ana) == SequenceNumber(2))
    bench.apply(Sample.joined("Ana"), ana)
    #expect(bench.apply(Sample.said("a"), ana, number: 2) == .repetition(of: SequenceNumber(2)))
    #expect(bench.apply(.ended(goneSince: gone), ana) == .overtaken)
    bench.apply(Sample.left("Ana"), ana)
    #expect(bench.roster.answer(to: 2, in: ana) == nil)
  }

  @Test("tells forgotten answers from those that it never knew, at the limit and one past it")
  func forgotten() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: 1)
    for number in 2...AnswerWindow.limit { bench.apply(Sample.said("a"), ana, number: UInt64(number)) }
    #expect(bench.roster.answer(to: 1, in: ana) != nil)
    #expect(!bench.roster.isForgotten(1, in: ana))
    bench.apply(Sample.said("a"), ana, number: UInt64(AnswerWindow.limit + 1))
    #expect(bench.roster.answer(to: 1, in: ana) == nil)
    #expect(bench.roster.isForgotten(1, in: ana))
    #expect(!bench.roster.isForgotten(2, in: ana))
    #expect(!bench.roster.isForgotten(1, in: beto))
  }

  @Test("lets nobody speak who is not in the room")
  func strangers() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Beto"), beto)
    #expect(bench.apply(Sample.said("a"), ana) == .overtaken)
    #expect(bench.apply(.whispered(Sample.whisper("a", to: beto)), ana) == .overtaken)
    for event in [.away(.lost), .returned, Sample.left("Ana"), .ended(goneSince: .zero)] as [Event] {
      #expect(bench.apply(event, ana) == .overtaken)
    }
    #expect(bench.roster.count == 1)
  }

  @Test("turns a private message down whose addressee left, whoever bears the name by then")
  func privateToSomebodyWhoLeft() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana)
    bench.apply(Sample.joined("Beto"), beto)
    #expect(bench.apply(.whispered(Sample.whisper("a", to: beto)), ana) == .counts)
    bench.apply(Sample.left("Beto"), beto)
    bench.apply(Sample.joined("Beto"), caio)
    #expect(bench.apply(.whispered(Sample.whisper("b", to: beto)), ana) == .noSuchPerson)
    #expect(bench.roster.missed(by: caio).isEmpty)
  }

  @Test("is the same for the same entries, and from those alone that counted")
  func fold() {
    let sessions = EntryStream.sessions
    for seed in 0..<40 {
      var stream = EntryStream(seed: seed)
      var bench = RosterBench()
      for _ in 0..<300 {
        stream.next(into: &bench)
        #expect(bench.roster.names().count == bench.roster.count)
        #expect(bench.roster.hasStranded == !bench.roster.stranded(limit: 1).isEmpty)
        let bearing = sessions.filter { bench.roster.bearsName($0) }
        #expect(Set(bearing.map { bench.roster.identity(of: $0)?.key }).count == bench.roster.count)
      }
      let again = RosterBench.replay(bench.entries)
      #expect(again.verdicts == bench.verdicts)
      var counted = Roster()
      for (entry, verdict) in zip(bench.entries, bench.verdicts) where verdict == .counts {
        #expect(counted.apply(entry) == .counts)
      }
      let picture = RosterBench.picture(of: bench.roster, sessions, numbers: 0..<EntryStream.numbers)
      #expect(RosterBench.picture(of: again.roster, sessions, numbers: 0..<EntryStream.numbers) == picture)
      #expect(RosterBench.picture(of: counted, sessions, numbers: 0..<EntryStream.numbers) == picture)
      for session in sessions where bench.roster.bearsName(session) {
        let key = bench.roster.identity(of: session)?.key ?? []
        let bearers = bench.roster.bearers(of: key)
        #expect(bearers.contains(session) && bench.roster.bearer(of: key) == bearers[0])
        #expect(bench.roster.isLast(session) == (bearers.count == 1))
      }
    }
  }
}
