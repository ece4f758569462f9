//===- MakeRecords.cpp - Assembly with a scenario's records ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// make-records SCENARIO [--version=N] [--drop=N] [--magic=N]
//
// Writes assembly whose object has the scenario's records; with options, wrong
// ones: another format version, N bytes missing at the end, another magic.
//
//===----------------------------------------------------------------------===//

#include "Scenarios.h"

#include "pass/model/Packing.h"
#include "pass/model/Records.h"
#include "polychrome/abi.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace polychrome;

namespace {

struct Options {
  std::uint32_t Magic = POLYCHROME_RECORD_MAGIC;
  std::uint16_t Version = POLYCHROME_ABI_VERSION;
  std::size_t Drop = 0;
};

std::string record(std::uint16_t Kind, const std::string &Payload, const Options &O) {
  polychrome_record H = {};
  H.magic = O.Magic;
  H.version = O.Version;
  H.kind = Kind;
  H.payload = static_cast<std::uint32_t>(Payload.size());
  H.size = static_cast<std::uint32_t>((sizeof(H) + Payload.size() + 7) / 8 * 8);
  std::string Bytes(reinterpret_cast<const char *>(&H), sizeof(H));
  Bytes += Payload;
  Bytes.resize(H.size, '\0');
  return Bytes;
}

std::string section(const test::Scenario &S, const Options &O) {
  std::string Bytes = record(POLYCHROME_RECORD_UNIT, model::packed(model::encode(S.Unit)), O);
  for (const model::FunctionSummary &F : S.Functions)
    Bytes += record(POLYCHROME_RECORD_FUNCTION, model::packed(model::encode(F)), O);
  Bytes.resize(Bytes.size() - O.Drop);
  return Bytes;
}

bool option(const std::string &Argument, Options &O) {
  const std::size_t Equals = Argument.find('=');
  if (Equals == std::string::npos)
    return false;
  const std::string Name = Argument.substr(0, Equals);
  const int Number = std::atoi(Argument.c_str() + Equals + 1);
  if (Name == "--version")
    O.Version = static_cast<std::uint16_t>(Number);
  else if (Name == "--magic")
    O.Magic = static_cast<std::uint32_t>(Number);
  else if (Name == "--drop")
    O.Drop = static_cast<std::size_t>(Number);
  else
    return false;
  return true;
}

} // namespace

int main(int Argc, char **Argv) {
  const test::Scenario *S = Argc > 1 ? test::scenario(Argv[1]) : nullptr;
  Options O;
  bool Ok = S;
  for (int I = 2; I < Argc; ++I)
    Ok = Ok && option(Argv[I], O);
  if (!Ok) {
    std::fputs("make-records: error: give a scenario and --version=, --magic= or --drop=\n",
               stderr);
    return 1;
  }
  const std::string Name = S->Unit.Name.find('\n') == std::string::npos ? S->Unit.Name : "odd.c";
  std::printf("\t.file \"%s\"\n\t.section %s,\"aR\",@progbits\n\t.p2align 3\n", Name.c_str(),
              POLYCHROME_SECTION);
  for (const char Byte : section(*S, O))
    std::printf("\t.byte %u\n", static_cast<unsigned char>(Byte));
  std::puts("\t.section .note.GNU-stack,\"\",@progbits");
  return 0;
}
