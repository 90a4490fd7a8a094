#!/usr/bin/env bash
# The servers that are measured and the suites that measure them: to be sourced. Whoever does has the folder
# `here` with cert.pem, key.pem, floor and nodelay.so, the folders `programs` and `folder`, DURATION, PORT and
# EXTRA.
# shellcheck disable=SC2034,SC2153,SC2154

own=(papod papod-full papod-memory)
floors=(floor floor-coalesce)
peers=(ngircd inspircd ngircd+nd inspircd+nd)
suites=(fan200 fan1000 fan200x10 fan1000x10 fan200x10w1 stream private idle1000 idle5000 hs hs500
  resume)
# Measured only where they are asked for: how the cost grows with the room.
more_suites=(room100 room100x10 room500 room500x10 room2000 room2000x10 room4000 room4000x10 room8000
  room8000x10 idle18000)

# Sets `language`, `port` and `command` for a server, whose state may be in the empty folder $2; fails for one
# that is not known. NAME+nd is NAME with TCP_NODELAY forced on.
describe() {
  local state=$2 rest
  local papod=("$programs/papod" serve --listen "127.0.0.1:$PORT" --flood off
    --certificate "$here/cert.pem" --key "$here/key.pem" --journal)
  case ${1%+nd} in
    papod | papod-full | papod-memory) language=plain port=$PORT ;;
    ngircd) language=irc port=$((PORT + 1)) ;;
    inspircd) language=irc port=$((PORT + 2)) ;;
    floor | floor-coalesce) language=plain port=$((PORT + 4)) ;;
  esac
  case ${1%+nd} in
    papod) command=("${papod[@]}" "$state/journal.db" --sync normal) ;;
    papod-full) command=("${papod[@]}" "$state/journal.db" --sync full) ;;
    papod-memory) command=("${papod[@]}" memory) ;;
    floor) command=("$here/floor" "$port" "$here/cert.pem" "$here/key.pem") ;;
    floor-coalesce) command=("$here/floor" "$port" "$here/cert.pem" "$here/key.pem" --coalesce) ;;
    ngircd)
      settings ngircd "$state"
      command=(ngircd --nodaemon --config "$state/ngircd.conf")
      ;;
    inspircd)
      settings inspircd "$state"
      command=(inspircd --runasroot --nofork "--config=$state/inspircd.conf")
      ;;
    *)
      rest=$(extra "$1")
      [ -n "$rest" ] || return 1
      IFS='=' read -r language port rest <<<"$rest"
      rest=${rest//@CERT@/$here/cert.pem}
      command=(bash -c "exec ${rest//@KEY@/$here/key.pem}")
      ;;
  esac
  case $1 in *+nd) command=(env "LD_PRELOAD=$here/nodelay.so" "${command[@]}") ;; esac
}

# Writes the settings of a peer into its folder.
settings() {
  sed -e "s|@DIR@|$2|g; s|@CERT@|$here/cert.pem|g; s|@KEY@|$here/key.pem|g" \
    -e "s|@PORT@|$port|g; s|@PLAIN_PORT@|$((PORT + 3))|g" "$folder/bench/$1.conf" >"$2/$1.conf"
}

# What EXTRA has of a server behind its name.
extra() {
  local line
  while read -r line; do
    case $line in "$1="*=*=*) echo "${line#*=}" ;; esac
  done <<<"${EXTRA:-}"
}

# The names of the servers in EXTRA.
extra_names() {
  local line
  while read -r line; do
    case $line in
      '') ;;
      *=*=*=*) echo "${line%%=*}" ;;
      *)
        echo "bench: EXTRA takes NAME=LANGUAGE=PORT=COMMAND, a line a server: $line" >&2
        return 1
        ;;
    esac
  done <<<"${EXTRA:-}"
}

# What a suite asks of papo-bench: its mode, and options; fails for one that is not known.
arguments_of() {
  case $1 in
    fan200) echo fanout --receivers 200 --senders 1 --seconds "$DURATION" ;;
    fan1000) echo fanout --receivers 1000 --senders 1 --seconds "$DURATION" ;;
    fan200x10) echo fanout --receivers 200 --senders 10 --window 16 --seconds "$DURATION" ;;
    fan1000x10) echo fanout --receivers 1000 --senders 10 --window 16 --seconds "$DURATION" ;;
    fan200x10w1) echo fanout --receivers 200 --senders 10 --window 1 --seconds "$DURATION" ;;
    stream) echo paced --receivers 200 --senders 10 --rate 500 --seconds "$DURATION" ;;
    private) echo private --pairs 50 --seconds "$DURATION" ;;
    idle1000 | idle5000 | idle18000) echo idle --clients "${1#idle}" --seconds "$DURATION" ;;
    hs) echo handshake --clients 32 --seconds "$DURATION" ;;
    hs500) echo handshake --clients 500 --seconds "$DURATION" ;;
    resume) echo resume --sessions 1000 --missed 100 ;;
    *) arguments_of_room "$1" ;;
  esac
}

# Of the suites `roomN`, where one speaks, and `roomNx10`, where ten do.
arguments_of_room() {
  local count=${1#room} senders=(--senders 1)
  case " ${more_suites[*]} " in *" $1 "*) ;; *) return 1 ;; esac
  [ "$count" = "${count%x10}" ] || senders=(--senders 10 --window 16)
  echo fanout --receivers "${count%x10}" "${senders[@]}" --seconds "$DURATION"
}

# The options that a suite needs for a server beside these.
options_for() {
  # Everyone in one room would tell everyone who comes and goes.
  case $1:$language in hs*:irc) echo --solo ;; esac
  # It lets clients in once a second, all who have come by then.
  case $2 in inspircd*) echo --opening 500 ;; esac
  case $1:$language in
    # The one language that the mode has.
    resume:*) echo --language numbered ;;
    *) echo --language "$language" ;;
  esac
}

# Why a server is left out of a suite; nothing where it is not.
reason_against() {
  case $1:$2 in
    resume:papod*) ;;
    resume:*) [[ $(extra "$2") == numbered=* ]] || echo 'it has no sessions' ;;
    idle5000:ngircd* | idle18000:ngircd* | room?000*:ngircd*)
      echo 'thousands in one room take it many minutes'
      ;;
    hs:inspircd) echo 'it lets clients in once a second, which hs500 bears' ;;
    idle*:floor-coalesce | hs*:floor-coalesce) echo 'where nobody speaks, nothing can go together' ;;
    idle*:*+nd | hs*:*+nd) echo 'where nobody speaks, TCP_NODELAY makes no difference' ;;
  esac
}
