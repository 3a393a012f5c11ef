// SPDX-License-Identifier: Apache-2.0
// From libstdc++ 13 on the library itself sets up cin and cout, and objects compiled with it ask for
// that by this symbol. Debian 12 has libstdc++ 12, where including <iostream> does it, here.
#include <iostream>
extern "C" __attribute__((visibility("hidden"))) void _ZSt21ios_base_library_initv() {}
