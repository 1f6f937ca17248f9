import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import type { WeappPackage } from './packageFiles'

/** Syntax younger than ES5, by the node that TypeScript's parser makes of it. */
const YOUNGER = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.ArrayBindingPattern,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.ComputedPropertyName,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.QuestionDotToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.BigIntLiteral,
])

function findIn(node: ts.Node): ts.Node | undefined {
  if (YOUNGER.has(node.kind)) return node
  if (ts.isVariableDeclarationList(node) && node.flags & ts.NodeFlags.BlockScoped) return node
  return ts.forEachChild(node, findIn)
}

/** Scripts that old WeChat engines cannot parse: not JavaScript at all, or younger than ES5. */
export function findModernSyntax(pack: WeappPackage): string[] {
  return pack.files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => {
      const source = readFileSync(posix.join(pack.root, file), 'utf8')
      const { diagnostics = [] } = ts.transpileModule(source, {
        fileName: file,
        reportDiagnostics: true,
        compilerOptions: { allowJs: true },
      })
      const broken = diagnostics[0]
      if (broken) return [`${file}: ${ts.flattenDiagnosticMessageText(broken.messageText, ' ')}`]
      const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS)
      const young = findIn(tree)
      return young ? [`${file}: ${ts.SyntaxKind[young.kind]} at ${source.slice(young.pos, young.pos + 40)}`] : []
    })
}
