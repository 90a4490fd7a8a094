#!/usr/bin/env bash
# Programs whose input stands open, for scripts that let them talk: to be sourced. Whoever does has the folder
# `here` for their pipes, and the array `processes`, to be killed at the end.
# shellcheck disable=SC2034,SC2154

# Starts a program; what it prints gathers in NAME.out, what it complains of in NAME.err.
declare -A input process
start() {
  local name=$1 descriptor
  shift
  mkfifo "$here/$name.in"
  (
    # Of the others' inputs it must hold none open.
    for descriptor in "${input[@]}"; do exec {descriptor}>&-; done
    exec "$@"
  ) <"$here/$name.in" >"$here/$name.out" 2>"$here/$name.err" &
  process[$name]=$!
  processes+=($!)
  exec {descriptor}>"$here/$name.in"
  input[$name]=$descriptor
}

# Whether the condition comes true within ten seconds.
soon() {
  local _
  for _ in {1..200}; do
    if "$@"; then return; fi
    sleep 0.05
  done
  return 1
}
