/// All attacks.
package enum Attacks {
  /// In the order in which they are run.
  package static let all: [any Attack] = [
    ForbiddenAttack(), KeyUpdateAttack(), HalfOpenAttack(), DroppedAttack(), SlowAttack(),
    DescriptorsAttack(), CertificateAttack(), QuestionAttack(), CutAttack(), ReloadAttack(), SilentAttack(),
  ]
}
