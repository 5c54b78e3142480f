#!/bin/bash
# Tries, from inside an instance, to reach the host. @…@ are filled in by the test. ONLY: names of the tries to make; none: all.
attempt() {
    attempted=$1
    shift
    case " ${ONLY:-$attempted} " in
    *" $attempted "*) ;;
    *) return ;;
    esac
    if "$@" >/dev/null 2>&1; then
        echo "try $attempted: BROKE OUT"
    else
        echo "try $attempted: refused"
    fi
}

if [ -z "$ONLY" ]; then
    echo inside >/usr/openhavip-was-here
    echo inside >/openhavip-was-here
fi

outside_by_proc_root() {
    for root in /proc/[0-9]*/root; do
        [ -e "$root@SECRET@" ] && return 0
    done
    return 1
}

any_disk() {
    for numbers in $(awk 'NR > 2 { print $1 ":" $2 }' /proc/partitions) 8:0 254:0 259:0; do
        mknod /tmp/disk b "${numbers%:*}" "${numbers#*:}" && return 0
    done
    return 1
}

mount_any_disk() {
    mkdir -p /tmp/mounted
    for name in $(awk 'NR > 2 { print $4 }' /proc/partitions) vda sda nvme0n1; do
        mount "/dev/$name" /tmp/mounted && return 0
    done
    return 1
}

release_agent() {
    mkdir -p /tmp/cgroup && mount -t cgroup -o rdma,memory,pids cgroup /tmp/cgroup && echo /bin/true >/tmp/cgroup/release_agent
}

chroot_escape() {
    mkdir -p /tmp/jail && cd /tmp/jail && perl -e '
        chroot("/tmp/jail") or exit 1;
        chdir("..") for 1 .. 64;
        chroot(".") or exit 1;
        exit(-e "@SECRET@" ? 0 : 1);'
}

sees_host_process() {
    for each in /proc/[0-9]*; do
        [ "$(tr '\0' ' ' 2>/dev/null <"$each/cmdline")" = "sleep 300 " ] && return 0
    done
    return 1
}

# The host's number of the process, should numbers be shared after all.
signal_victim() {
    [ -d "/proc/@VICTIM@" ] && [ "$(cat /proc/@VICTIM@/comm)" = sleep ] && kill -KILL @VICTIM@
}

ptrace_outside() {
    # 16 is PTRACE_ATTACH, 101 ptrace; nothing but the host has this number or a parent of process 1.
    perl -e 'exit(syscall(101, 16, @VICTIM@, 0, 0) == 0 ? 0 : 1)'
}

host_network() {
    [ -e /run/netns ] || nsenter --net=/proc/1/ns/net true 2>/dev/null && ip link | grep -q 'hvguest'
}

cgroup_escape() {
    [ -e /sys/fs/cgroup/cgroup.procs ] || ls /sys/fs/cgroup | grep -q .
}

attempt read-secret cat "@SECRET@"
attempt read-run cat "@RUN@"
attempt read-shadow grep -qE '^root:[^*!:]' /etc/shadow
attempt read-host-etc-private sh -c 'ls /etc/ssl/private/* /etc/ssh/ssh_host_*_key'
attempt write-outside-by-proc-root outside_by_proc_root
attempt mknod-disk any_disk
attempt mount-disk mount_any_disk
attempt mount-host-proc mount -t proc proc /mnt
attempt mount-cgroup mount -t cgroup2 cgroup2 /mnt
attempt release-agent release_agent
attempt see-host-process sees_host_process
attempt signal-host-process signal_victim
attempt write-proc-sys sh -c 'echo 1 >/proc/sys/kernel/panic'
attempt core-pattern sh -c 'echo "|/bin/true" >/proc/sys/kernel/core_pattern'
attempt sysrq sh -c 'echo h >/proc/sysrq-trigger'
attempt kernel-module perl -e 'open(F, "<", "/bin/true"); exit(syscall(313, fileno(F), "", 0) == 0 ? 0 : 1)'
attempt read-kernel-memory sh -c 'head -c 1 /proc/kcore || head -c 1 /dev/mem || mknod /tmp/mem c 1 1'
attempt set-clock date -s 2001-01-01
attempt new-user-namespace unshare --user true
attempt new-mount-namespace unshare --mount true
attempt chroot-escape chroot_escape
attempt host-network host_network
attempt remount-guest-scripts sh -c 'mount -o remount,rw /usr/lib/openhavip || touch /usr/lib/openhavip/init'
attempt cgroup-escape cgroup_escape
attempt ptrace-outside ptrace_outside
