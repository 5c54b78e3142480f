#!/bin/bash
# Puts in place of whatever the next boot may run something that writes down what it may do and reach, and goes on as what it replaced.
# Only words of the shell itself: it must run with any root directory. @RUN@ is filled in by the test.
mkdir /var/poison
cp "$(readlink -f /bin/sh)" /var/poison/sh
cat >/var/poison/record <<'RECORD'
{
    echo "ran $poisoned"
    while read -r name value; do
        [ "$name" = CapEff: ] && echo "CapEff $value"
    done </proc/self/status
    while read -r _ _ _ _ mounted _; do
        [ -e "$mounted@RUN@" ] && echo "REACHED THE HOST by $mounted"
    done </proc/self/mountinfo
    export -p
} >>/var/poison/log
RECORD

poison() {
    printf '#!/var/poison/sh\npoisoned=%s\n. /var/poison/record\nexec %s "$@"\n' "$1" "$2" >/var/poison/new
    chmod 755 /var/poison/new
    for place in "/usr/local/sbin/$1" "$3"; do
        cp --remove-destination /var/poison/new "$place"
    done
}

for name in umount rmdir setpriv chroot nsenter env pivot_root mount; do
    place=$(command -v "$name")
    cp "$place" "/var/poison/$name"
    poison "$name" "/var/poison/$name" "$place"
done
poison sh /var/poison/sh /usr/bin/sh
echo /var/poison/absent.so >/etc/ld.so.preload
echo poisoned
