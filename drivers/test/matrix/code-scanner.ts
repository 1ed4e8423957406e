import { createCodeScanner } from '../../src/device/code-scanner/code-scanner.ts'
import type { ScannerProfile } from '../../src/device/code-scanner/scanner-dialects.ts'
import type { MatrixEntry } from './harness/entry.ts'

const NO_CHECK = 'a code has no check: a byte too many in it cannot be told from one that belongs there'

/** One scan: lit, a code, put out. The code of each probe bears its number. */
function codeScanner(profile: ScannerProfile): MatrixEntry {
  return {
    title: `codeScanner ${profile}`,
    simulator: { name: 'code-scanner', options: { profile } },
    answerMs: 500,
    drive(url, surroundings) {
      const link = { url, baud: 115_200 }
      const scanner = createCodeScanner({ id: 'codes', profile, link, repeatMs: 100 }, surroundings)
      const given = new Set<string>()
      return {
        device: scanner,
        async probe(n, control) {
          const scanning = scanner.scan({ timeoutMs: 1_500 })
          if (profile === 'line') await control.ask({ flash: codeOf(n) })
          let scanned = await scanning
          // One that reads all the time ties no code to a scan: what it read while the cable was out may come once, late.
          if (profile === 'line' && scanned.ok && isLate(scanned.code.text, n, given)) {
            scanned = await scanner.scan({ timeoutMs: 1_500 })
          }
          if (scanned.ok) given.add(scanned.code.text)
          return scanned.ok ? { ok: true, value: scanned.code.text } : { ok: false, code: scanned.error.code }
        },
      }
    },
    async prepare(n, control) {
      await control.ask({ hide: true })
      if (profile !== 'line') await control.ask({ flash: codeOf(n) })
    },
    oracle: async ({ n, said }) =>
      said.ok && said.value !== codeOf(n) ? `code ${n} was taken for ${String(said.value)}` : undefined,
    without: {
      noise: NO_CHECK,
      busy: 'its protocol has no word for it',
      ...(profile === 'line' && {
        badCheckOnce: NO_CHECK,
        badCheckForEver: NO_CHECK,
        nakOnce: 'it is asked nothing',
        nakForEver: 'it is asked nothing',
      }),
      ...(profile !== 'line' && { badCheckOnce: NO_CHECK, badCheckForEver: NO_CHECK }),
    },
  }
}

/** A code of an earlier probe that nobody was given. */
function isLate(text: string, n: number, given: Set<string>): boolean {
  const isEarlier = Array.from({ length: n }, (_, earlier) => codeOf(earlier)).includes(text)
  if (!isEarlier || given.has(text)) return false
  given.add(text)
  return true
}

function codeOf(n: number): string {
  return `https://hall.example/t/${n}/of-the-matrix`
}

export const entries = (['newland', 'honeywell', 'line'] as const).map(codeScanner)
