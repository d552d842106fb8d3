#!/bin/sh
# README's two commands on a machine that has nothing but what README asks for: Python, make and git.
#
#   make test-bare                       all of it, in an hour or so
#   make test-bare PYTEST="-k wheel"     some of the tests
#
# As root with debootstrap it is a bare Debian made for it; elsewhere a clone with an empty home, no environment, and the
# machine's fonts hidden. SIGHUP is ignored, as nohup has it, and files are for their owner alone. The network is reached
# as this machine reaches it. What is committed is tested.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)

if [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null; then
	# What is mounted here is seen by nobody else, and gone at the end.
	[ "${BARE:-}" ] || BARE=1 exec unshare --mount --propagation private sh "$0"
	is_bare=yes
else
	echo "There is no bare Debian without root and debootstrap (apt-get install debootstrap). A bare clone stands in …"
	is_bare=
fi

place=$(mktemp -d)
root=$place/root
trap 'umount --recursive --lazy "$root/dev" "$root/proc" 2>/dev/null; rm -rf --one-file-system "$place"' EXIT
trap 'exit 130' INT TERM

# How this machine reaches the network, and which tests are asked for; no other word of its environment.
ways='([A-Za-z]+_)?(proxy|PROXY)|(PIP|UV|NPM|npm)_[A-Za-z_]+|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|PYTEST'
export -p | grep -E "^(export|declare -x) ($ways)=" | grep -vE "(UV|UV_SYSTEM_CERTS)=" >"$place/ways" || true
cat >"$place/commands" <<'END'
. "$1"
cd "$2"
trap '' HUP
umask 077
make build
make test
END

if [ "$is_bare" ]; then
	. /etc/os-release
	echo "Making a bare Debian $VERSION_CODENAME …"
	mirror=$(sed -nE 's/^(URIs:|deb) +(https?:[^ ]+).*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/debian* 2>/dev/null | head -1)
	debootstrap --variant=minbase --include=ca-certificates,git,make,python3,python3-venv \
		"$VERSION_CODENAME" "$root" "${mirror:-http://deb.debian.org/debian}" >"$place/said" 2>&1 \
		|| { tail -5 "$place/said"; exit 1; }
	mount -t proc proc "$root/proc"
	mount --rbind /dev "$root/dev"
	rm -r "$root/etc/ssl/certs" && cp -rL /etc/ssl/certs "$root/etc/ssl/certs"
	for file in /etc/resolv.conf /etc/hosts /etc/pip.conf ~/.config/pip ~/.config/uv ~/.npmrc; do
		[ ! -e "$file" ] || { mkdir -p "$root$(dirname "$file")" && cp -rL "$file" "$root$file"; }
	done
	grep -lE '^ *Acquire::https?::' /etc/apt/apt.conf /etc/apt/apt.conf.d/* 2>/dev/null | while read -r file; do
		cp "$file" "$root/etc/apt/apt.conf.d/"
	done
	git clone --quiet --no-hardlinks "$project" "$root/project"
	cp "$place/ways" "$place/commands" "$root/"
	env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" sh -e /commands /ways /project
else
	git clone --quiet --no-hardlinks "$project" "$place/project"
	mkdir "$place/home"
	echo '<fontconfig/>' >"$place/fonts.conf"
	env -i HOME="$place/home" PATH="$PATH" FONTCONFIG_FILE="$place/fonts.conf" \
		sh -e "$place/commands" "$place/ways" "$place/project"
fi
