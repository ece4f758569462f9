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

struct Unpacker::State {
  z_stream Stream{};
};

Unpacker::Unpacker() : Zlib(std::make_unique<State>()) {
  if (inflateInit(&Zlib->Stream) != Z_OK)
    Zlib.reset();
}

Unpacker::~Unpacker() {
  if (Zlib)
    inflateEnd(&Zlib->Stream);
}

const char *Unpacker::unpack(std::span<const std::byte> Packed, std::string &Out) {
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
  if (!Zlib || inflateReset(&Zlib->Stream) != Z_OK || Rest.size() > MaxPayload)
    return "it does not unpack";
  Out.resize(Size);
  z_stream &Z = Zlib->Stream;
  // zlib's interface is older than const.
  Z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(Rest.data()));
  Z.avail_in = uInt(Rest.size());
  Z.next_out = reinterpret_cast<Bytef *>(Out.data());
  Z.avail_out = uInt(Size);
  const int Status = inflate(&Z, Z_FINISH);
  return Status == Z_STREAM_END && Z.avail_in == 0 && Z.avail_out == 0 ? nullptr
                                                                       : "it does not unpack";
}

} // namespace polychrome::model
