import { PlaybookSteps } from '@service-hall/contract'
import type {
  PlaybookDirective,
  PlaybookDirectiveKind,
  PlaybookRole,
  PlaybookStep,
} from '@service-hall/contract'

/** A step as it is typed. */
export type Draft = {
  step: string
  who: PlaybookRole
  zh: string
  en: string
  directive: PlaybookDirectiveKind | ''
  messageZh: string
  messageEn: string
}

export function draftOf({ step, who, text, directive }: PlaybookStep): Draft {
  const message = directive?.kind === 'message' ? directive.text : { zh: '', en: '' }
  return {
    ...{ step, who, zh: text.zh, en: text.en, directive: directive?.kind ?? '' },
    ...{ messageZh: message.zh, messageEn: message.en },
  }
}

/** A step of its own, under a name that no other has. */
export function newDraft(drafts: readonly Draft[]): Draft {
  const names = new Set(drafts.map(({ step }) => step))
  let n = 1
  while (names.has(`own${n}`)) n += 1
  return { step: `own${n}`, who: 'lobbyManager', zh: '', en: '', directive: '', messageZh: '', messageEn: '' }
}

function directiveOf({ directive, messageZh, messageEn }: Draft): PlaybookDirective | undefined {
  switch (directive) {
    case '':
      return undefined
    case 'message':
      return { kind: directive, target: 'hall', text: { zh: messageZh, en: messageEn } }
    case 'openCounter':
    case 'divert':
      return { kind: directive, target: 'hall' }
    case 'restartApp':
    case 'reboot':
      return { kind: directive, target: 'station' }
    case 'resetDevice':
      return { kind: directive, target: 'device' }
  }
}

/** The steps that were typed; null: something is missing or too long. */
export function stepsOf(drafts: readonly Draft[]): PlaybookStep[] | null {
  const steps = drafts.map((draft) => {
    const directive = directiveOf(draft)
    return {
      ...{ step: draft.step, who: draft.who, text: { zh: draft.zh, en: draft.en } },
      ...(directive ? { directive } : {}),
    }
  })
  return PlaybookSteps.safeParse(steps).data ?? null
}

/** The steps with one moved by a place; as they were where it cannot be. */
export function moved<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const next = [...list]
  const [one] = next.splice(at, 1)
  if (one === undefined || at + by < 0 || at + by > next.length) return [...list]
  next.splice(at + by, 0, one)
  return next
}
