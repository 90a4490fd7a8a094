import Glibc

/// The limit on open descriptors (RLIMIT_NOFILE).
func openFiles() -> rlimit {
  var limit = rlimit()
  _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  return limit
}

/// Sets it: for tests in a process of their own.
func setOpenFiles(_ limit: rlimit) {
  var limit = limit
  _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
