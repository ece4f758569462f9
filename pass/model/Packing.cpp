//===- Packing.cpp - Payloads that take less room -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Packing.h"

#include "pass/model/Leb128.h"

#include <zlib.h>

namespace polychrome::model {

std::string packed(std::string_view Payload, int Effort) {
  std::string Out;
  putUnsigned(Out, Payload.size());
  uLongf Room = compressBound(Payload.size());
  std::string Stream(Room, '\0');
  const bool Done =
      compress2(reinterpret_cast<Bytef *>(Stream.data()), &Room,
                reinterpret_cast<const Bytef *>(Payload.data()), Payload.size(), Effort) == Z_OK;
  if (Done && Out.size() + Room <= Payload.size())
    return Out + Stream.substr(0, Room);
  return std::string(1, '\0') + std::string(Payload);
}

const char *unpack(std::span<const std::byte> Packed, std::string &Out) {
  std::string_view Rest(reinterpret_cast<const char *>(Packed.data()), Packed.size());
  std::uint64_t Size = 0;
  if (const char *Bad = takeUnsigned(Rest, Size))
    return Bad;
  if (Size == 0) {
    Out = Rest;
    return nullptr;
  }
  // Deflate makes nothing more than a thousandfold smaller.
  if (Size > MaxPayload || Size / 2048 > Rest.size())
    return "its size makes no sense";
  Out.resize(Size);
  uLongf Got = Size;
  uLong Used = Rest.size();
  const int Status = uncompress2(reinterpret_cast<Bytef *>(Out.data()), &Got,
                                 reinterpret_cast<const Bytef *>(Rest.data()), &Used);
  return Status == Z_OK && Got == Size && Used == Rest.size() ? nullptr : "it does not unpack";
}

} // namespace polychrome::model
