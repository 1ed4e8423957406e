import { printable, sumUp } from '../printable.ts'
import { UsageError, endOf, reasonOf, withDevice } from '../session.ts'
import type { Session } from '../session.ts'

/**
 * Prints a document in the declarative form (YAML or JSON), or a plain text, and tells the outcome with its evidence.
 * Ctrl-C and `--for` stop the printer: the outcome is then what is known of a print that was broken off.
 */
export async function print(session: Session): Promise<number> {
  const [path] = session.args
  if (path === undefined) throw new UsageError('print wants a FILE: a document in YAML or JSON, or a text.')
  const { to, width } = session.values
  const document = printable(path, typeof width === 'string' ? width : undefined)
  return withDevice(session, 'printer', typeof to === 'string' ? to : undefined, async (printer) => {
    const end = endOf(session)
    const brokenOff = () => void printer.stop()
    const printing = printer.print(document, { jobId: `cli-${process.pid}` })
    if (end.aborted) brokenOff()
    else end.addEventListener('abort', brokenOff, { once: true })
    const outcome = await printing
    const { outcome: word, evidence, onPaper, error, warnings } = outcome
    // Whatever a printer makes of being stopped in the middle, it is nothing for staff to clear.
    const why = error ? `: ${end.aborted ? 'broken off' : reasonOf(error)}` : ''
    const besides = warnings.length > 0 ? `\n  ${sumUp(warnings)}` : ''
    session.tell(
      outcome,
      `${printer.id}: ${word} (evidence: ${evidence}, on paper: ${onPaper})${why}${besides}`,
    )
    return word === 'printed' ? 0 : 1
  })
}
