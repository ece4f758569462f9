//===- Includes.cpp - Headers that a fix-it needs -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/Includes.h"

#include "clang-plugin/Check.h"

#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace polychrome {

namespace {

/// Where the first of the file's #includes begins; of those within the fewest #ifs, because
/// one that is made only sometimes is no place for one that is always needed.
SourceLocation firstInclude(FileID File, const ASTContext &AST) {
  const SourceManager &SM = AST.getSourceManager();
  Lexer Raw(File, SM.getBufferOrFake(File), SM, AST.getLangOpts());
  SourceLocation Best = SM.getLocForStartOfFile(File);
  unsigned Depth = 0, BestDepth = ~0U;
  Token T;
  for (Raw.LexFromRawLexer(T); T.isNot(tok::eof);) {
    bool Directive = T.is(tok::hash) && T.isAtStartOfLine();
    SourceLocation Hash = T.getLocation();
    Raw.LexFromRawLexer(T);
    if (!Directive || T.isNot(tok::raw_identifier) || T.isAtStartOfLine())
      continue;
    StringRef Word = T.getRawIdentifier();
    Depth += Word.starts_with("if");
    Depth -= Word == "endif" && Depth;
    if (Word == "include" && Depth < BestDepth) {
      Best = Hash;
      BestDepth = Depth;
    }
  }
  return Best;
}

} // namespace

bool declares(const ASTContext &AST, StringRef Name) {
  auto Find = [&](const DeclContext *In, StringRef N) { return In->lookup(&AST.Idents.get(N)); };
  for (const NamedDecl *D : Find(AST.getTranslationUnitDecl(), "polychrome"))
    if (auto *Space = dyn_cast<NamespaceDecl>(D); Space && !Find(Space, Name).empty())
      return true;
  return false;
}

void offerInclude(const DiagnosticBuilder &W, SourceLocation At, StringRef Header,
                  CheckContext &C) {
  FileID File = C.AST.getSourceManager().getFileID(At);
  if (C.Including.insert({File, Header.str()}).second)
    W << FixItHint::CreateInsertion(firstInclude(File, C.AST),
                                    ("#include <" + Header + ">\n").str());
}

} // namespace polychrome
