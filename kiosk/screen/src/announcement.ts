import type { KioskCard, Localized } from '@service-hall/contract'
import type { Page } from './flow/page.ts'

type Translate = (key: string, values?: Record<string, unknown>) => string

/** What is said to those who listen rather than look, once per page: how their ticket fared. Null: the page speaks for itself. */
export function announcement(page: Page, t: Translate): string | null {
  switch (page.kind) {
    case 'issuing':
      return t('issuing.title')
    case 'printing':
      return `${t('printing.title')}. ${t('ticket.number')} ${page.ticket.number}`
    case 'printed':
      return `${t('printed.title')}. ${t('ticket.number')} ${page.ticket.number}`
    case 'onScreen':
      return `${t('ticket.number')} ${page.ticket.number}. ${t(`onScreen.${page.paper}`)}`
    case 'refused':
      return t('refused.title')
    case 'noAnswer':
      return page.sure ? t('noAnswer.sure') : t('noAnswer.unsure')
    case 'offline':
      return t('offline.title')
    case 'starting':
    case 'enrol':
    case 'start':
    case 'confirm':
    case 'pin':
    case 'maintenance':
      return null
  }
}

/** What is said of the ID card when something became of it. Null: nothing did. */
export function cardAnnouncement(
  card: KioskCard,
  { t, say }: { t: Translate; say: (text: Localized) => string },
): string | null {
  switch (card.is) {
    case 'known': {
      const right = card.right && t('card.right', { name: say(card.right.name), age: card.right.minAge })
      return `${t('card.hello', { name: card.name })}. ${right ?? t('card.known')}`
    }
    case 'unreadable':
      return `${t('card.unreadable')}. ${t('card.unreadableHelp')}`
    case 'left':
      return `${t('card.left')}. ${t('card.leftHelp')}`
    case 'absent':
    case 'welcome':
      return null
  }
}
