# Keeps a PostgreSQL cluster for tests while the run that wanted it lives, then ends it and removes its folder.
# Arguments: the folder (made by the caller), PostgreSQL's programs, the process id of the run, the user to run as or "".
# Nothing is flushed to the disk: after a power cut nobody wants it back.
folder=$1 programs=$2 run=$3 user=$4
as=${user:+setpriv --reuid=$user --regid=$user --init-groups --}
alive() { [ -d "/proc/$run" ] || kill -0 "$run" 2>/dev/null; }
[ -z "$user" ] || chown "$user" "$folder"
cd "$folder" || exit 1
if $as "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$folder/log" 2>&1; then
  $as "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c synchronous_commit=off -c max_connections=200 -c shared_buffers=64MB >>"$folder/log" 2>&1 &
  server=$!
  while alive && kill -0 $server 2>/dev/null; do sleep 0.5; done
  kill -QUIT $server 2>/dev/null
  wait $server
else
  # Whoever waits for it reads why in the log.
  while alive; do sleep 0.5; done
fi
rm -rf "$folder"
