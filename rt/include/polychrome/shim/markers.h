//===- polychrome/shim/markers.h - For compiler caches ----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The wrappers put this in front of what is only preprocessed. It has no text but
// line markers, which name what else an object depends on: a compiler cache looks
// at each named file again, and at the text, where the checksum is a line's number.
//
//===----------------------------------------------------------------------===//
#pragma GCC system_header // The numbers are larger than C has them.
#ifdef POLYCHROME_MARK_PASS
#line POLYCHROME_MARK_SUM POLYCHROME_MARK_PASS
#endif
#ifdef POLYCHROME_MARK_PLUGIN
#line POLYCHROME_MARK_SUM POLYCHROME_MARK_PLUGIN
#endif
#ifdef POLYCHROME_MARK_MODELS
#line POLYCHROME_MARK_SUM POLYCHROME_MARK_MODELS
#endif
#undef POLYCHROME_MARK_SUM
#undef POLYCHROME_MARK_PASS
#undef POLYCHROME_MARK_PLUGIN
#undef POLYCHROME_MARK_MODELS
