#!/usr/bin/env bash
# Checks this folder with nothing but bash, sha256sum and openssl; see HOW-TO-VERIFY. No network is used.
# Certificates from the time-stamp authority itself may be given:   ./check.sh tsa-root.pem
[ -n "$BASH_VERSION" ] || exec bash "$0" "$@"  # another shell (sh) would call whole files changed
cd "$(dirname "$0")" || exit 2
bad=0
fail() { echo "CHANGED: $1"; bad=1; }
sum() { sha256sum | cut -c 1-64; }
bytes() { printf "$(printf '%s' "$1" | sed 's/../\\x&/g')"; }

sha256sum --check --strict --quiet SHA256SUMS || bad=1

[ -f proof.txt ] && while read -r word rest; do
  case $word in
    file) what=$rest; hash=$(sum < "$rest"); keys='"finding" "sha256"' ;;
    leaf)
      held=0
      for key in $keys; do case $rest in *"$key:\"$hash\""*) held=1 ;; esac; done
      [ $held = 1 ] || fail "$what is not in its leaf"
      hash=$({ printf '\000'; printf '%s' "$rest"; } | sum); keys='"root" "records_root"' ;;
    left) hash=$({ printf '\001'; bytes "$rest"; bytes "$hash"; } | sum) ;;
    right) hash=$({ printf '\001'; bytes "$hash"; bytes "$rest"; } | sum) ;;
    root) if grep -q "\"root\": \"$hash\"" "$rest"; then echo "in the seal: $what"; else fail "$what"; fi ;;
  esac
done < proof.txt

for stamp in seal/*/*/*.tsr; do
  [ -f "$stamp" ] || { echo "no time stamp: nobody outside vouches for the date"; break; }
  ca=${1:-${stamp%.tsr}.pem}
  [ -f "$ca" ] || { echo "$stamp: give the certificates of its authority as an argument"; continue; }
  openssl ts -verify -data "$(dirname "$stamp")/manifest.json" -in "$stamp" -CAfile "$ca" -untrusted "$ca" \
    -no_check_time >/dev/null 2>&1 || { fail "$stamp"; continue; }
  openssl ts -reply -in "$stamp" -text 2>/dev/null | grep "Time stamp:" | sed "s|^|$stamp: |"
done
[ $bad = 0 ] && echo "all is as it was"
exit $bad
