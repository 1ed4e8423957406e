import type { KioskCard, Localized } from '@service-hall/contract'
import type { Translate } from '../pages/define-page.ts'

/** What is said of the ID card to those who listen, when something became of it. Null: nothing did. */
export function idCardAnnouncement(
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
