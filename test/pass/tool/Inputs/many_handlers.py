# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a C program of so many handlers, as an annoyingly large server has them: each
counts in globals, shares tables with some others, and works on its session."""
import sys

count = int(sys.argv[1])
print('#include <polychrome/polychrome.h>')
print(f'struct session {{ long state[{count}]; long sent, received; }};')
print('long requests;')
print(''.join(f'static long subsystem_{i}_table[64], subsystem_{i}_hits;\n'
              for i in range(count // 8)))
print('static long note(long *hits, long n) { *hits += n; return n; }')
for i in range(count):
    table, other = i % (count // 8), i * 7 % (count // 8)
    print(f'''POLYCHROME_HANDLER void subsystem_{table}_on_request_{i}(struct session *s) {{
  requests++;
  s->received += note(&subsystem_{table}_hits, s->state[{i}]);
  subsystem_{table}_table[s->sent & 63] = s->state[{i}];
  s->state[{i}] += subsystem_{other}_table[s->received & 63];
  s->sent++;
}}''')
