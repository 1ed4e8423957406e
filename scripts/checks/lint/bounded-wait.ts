import type { Rule, Scope } from 'eslint'
import type { Node } from 'estree'

type Placed = Node & Rule.NodeParentExtension

/** What hears of an event that may never come: `socket.once`, `pad.onEvent`, `server.close(done)`, `looks.add(one)`. */
const HEARS = /\.(once|on|on[A-Z]\w*|add|addEventListener|addListener|listen|close)\(/
/** What ends by itself, and so bounds what it is part of. */
const ENDS = /\b(setTimeout|setImmediate|after|watchProgress)\(|\bsignal\b/
/** A loop that only waits, and looks again: `while (pad.isIdle) await pause(5)`. */
const LOOP = ['', '> BlockStatement[body.length=1]']
  .map((block) => `:matches(WhileStatement, DoWhileStatement, ForStatement) ${block} > ExpressionStatement`)
  .map((statement) => `${statement} > AwaitExpression`)
  .join(', ')
/** Of such a loop: it ends at a time, after a count, or when somebody stops it; or its own waits do. */
const LOOP_ENDS = /performance\.now|monotonic|aborted|await (until|waitFor|lookUntil)|\+= ?\d|\+\+/
const WAITS = ['waitFor', 'lookUntil']

const isWait = (node: Placed): boolean =>
  node.type === 'CallExpression' && node.callee.type === 'Identifier' && WAITS.includes(node.callee.name)
/** A function of several statements; of what the others give something is made on the spot. */
const isBody = ({ type }: Placed): boolean => type === 'BlockStatement' || type === 'Program'

/** Whether it is part of what a wait of the harness waits for. */
function isGuarded(node: Placed): boolean {
  for (let at = node.parent as Placed; !isBody(at); at = at.parent as Placed) if (isWait(at)) return true
  return false
}

/** The variable that it, or what follows on it, is kept in to be waited for later. */
function keptIn(node: Placed, { sourceCode }: Rule.RuleContext): Scope.Variable | undefined {
  let at = node
  while (/^(CallExpression|MemberExpression|ArrayExpression)$/.test(at.parent.type)) at = at.parent as Placed
  const { parent } = at
  return parent.type === 'VariableDeclarator' ? sourceCode.getDeclaredVariables(parent)[0] : undefined
}

function isBounded(node: Placed, context: Rule.RuleContext): boolean {
  if (isGuarded(node)) return true
  const reads = keptIn(node, context)?.references.filter((reference) => reference.isRead()) ?? []
  return reads.length > 0 && reads.every(({ identifier }) => isGuarded(identifier as Placed))
}

/** Whether the function called is that of `node:events`, not one of this file. */
function isOfNode(call: Placed, { sourceCode }: Rule.RuleContext): boolean {
  const name = call.type === 'CallExpression' ? call.callee : call
  const found = sourceCode.getScope(name).references.find(({ identifier }) => identifier === name)
  const parent = found?.resolved?.defs[0]?.parent
  return parent?.type === 'ImportDeclaration' && parent.source.value === 'node:events'
}

/**
 * A wait has a bound and says what it waits for: it stands in `waitFor('the answer', …)`, or all that is done with the
 * variable it is kept in does. Otherwise what never comes is "timed out" at best, and nobody knows what.
 */
export const boundedWait: Rule.RuleModule = {
  meta: {
    type: 'problem',
    messages: {
      event: "Wait for an event by waitFor('what for', …) of @service-hall/harness/process.",
      loop: "Look again by lookUntil('what for', …) of @service-hall/harness/process: this loop may have no end.",
    },
  },
  create(context) {
    const textOf = (node: Node): string => context.sourceCode.getText(node)
    return {
      'NewExpression[callee.name="Promise"]'(node: Placed) {
        const text = textOf(node)
        if (HEARS.test(text) && !ENDS.test(text) && !isBounded(node, context))
          context.report({ node, messageId: 'event' })
      },
      'CallExpression[callee.name="once"]'(node: Placed) {
        if (isOfNode(node, context) && !ENDS.test(textOf(node)) && !isBounded(node, context))
          context.report({ node, messageId: 'event' })
      },
      [LOOP](node: Placed) {
        let loop = node
        while (!/^(DoWhile|While|For)Statement$/.test(loop.type)) loop = loop.parent as Placed
        if (!LOOP_ENDS.test(textOf(loop))) context.report({ node: loop, messageId: 'loop' })
      },
    }
  },
}
