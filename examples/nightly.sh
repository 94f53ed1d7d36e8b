#!/bin/sh
# Every night: index what is new, let go of what is gone, and leave a list of the files that saw a sea on a day, the same granules as a
# table for geopandas, and a copy of the catalogue.
#
#   nightly.sh FOLDER SEA DAY
set -eu
folder=$1 sea=$2 day=$3

# 1 says that some files cannot be read: they are named, and the rest is there.
oceanid index "$folder" --reconcile || [ $? -eq 1 ]
oceanid search --name "$sea" --start "$day" --end "$day" --format paths >"files-$day.txt"
oceanid export --name "$sea" --start "$day" --end "$day" --format parquet --output "granules-$day.parquet"
rm -f "oceanid-$day.db"
oceanid catalog backup "oceanid-$day.db"
