#!/bin/sh
# What the tests need beside Python: a real Chromium with Chinese fonts and a real PostgreSQL.
# On Debian, as root, what is missing is installed; elsewhere it is said plainly what will be skipped.
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
{ command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; } || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "正在安装测试所需的系统软件：$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086
    apt-get install -y -qq $missing >/dev/null 2>&1 && exit 0
fi
echo "未安装：$missing。相关测试将跳过（浏览器测试需要 chromium 和中文字体，PostgreSQL 测试需要 postgresql）。"
[ -z "$DASHBOARD_REQUIRE_ALL" ]
