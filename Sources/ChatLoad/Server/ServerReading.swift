/// What a server's processes had used and held at one moment, all together.
package struct ServerReading: Equatable, Sendable {
  /// Processor time since their start.
  package var processorMicroseconds = 0.0
  /// Memory in kibibytes: resident, and with what is shared divided by those who share it.
  package var residentKibibytes = 0.0
  package var proportionalKibibytes = 0.0
  /// The most that was resident since their start, or since `ServerProbe.resetPeak`.
  package var peakKibibytes = 0.0

  /// A reading of no process.
  package init() {}
}
