#!/usr/bin/env python3
"""Prints the head and the first lines of a mail as its reader sees them.

Usage: show_mail.py FILE
"""

import email
import email.policy
import sys

LINES = 24

with open(sys.argv[1], "rb") as file:
    mail = email.message_from_binary_file(file, policy=email.policy.default)
for header in ("From", "To", "Subject"):
    print(f"  {header}: {mail[header]}")
lines = mail.get_body(("plain",)).get_content().splitlines()
for line in ["", *lines[:LINES]]:
    print(f"  {line}")
if len(lines) > LINES:
    print(f"  … and {len(lines) - LINES} more lines")
