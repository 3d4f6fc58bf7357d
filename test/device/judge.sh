#!/usr/bin/env bash
# Builds the demo device, lets both programs analyse it, and holds what they
# find against what was planted: every weakness at its place, every twin silent.
#   judge.sh FOLDER-OF-PROGRAMS SCRATCH
set -euo pipefail
programs=$1 scratch=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
rm -rf "$scratch"
mkdir -p "$scratch"
script/build-device "$scratch/device" >"$scratch/build.log"
"$programs/firmcop-tidy" -p "$scratch/device" --quiet \
  --export-sarif="$scratch/source.sarif" >"$scratch/source.log" 2>&1
# It has errors to find, so binscan ends with 1.
code=0
"$programs/binscan" "$scratch/device/lumen-c200.bin" --quiet \
  --sarif="$scratch/image.sarif" >"$scratch/image.log" || code=$?
[ "$code" = 1 ] || { cat "$scratch/image.log"; exit 1; }
python3 test/device/check_truth.py test/device/truth.json \
  "$scratch/source.sarif" "$scratch/image.sarif"
