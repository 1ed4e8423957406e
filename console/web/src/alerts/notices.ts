import type { AlertSeen, Severity } from '@service-hall/contract'
import { computed, ref, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useSession } from '../access/session-store.ts'
import { useAlerts } from './alert-store.ts'
import { Beeper } from './beeper.ts'

const STORAGE_KEY = 'service-hall.alertNotices'

/** For which alerts. */
export const LOUDNESS = ['off', 'critical', 'all'] as const
export type Loudness = (typeof LOUDNESS)[number]
export type Wanted = { sound: Loudness; notify: Loudness }
const QUIET: Wanted = { sound: 'off', notify: 'off' }

/** What a person chose on this machine, as it was kept; anything else is quiet. */
export function readWanted(text: string | null): Wanted {
  const [sound = '', notify = ''] = (text ?? '').split(' ')
  // An earlier release kept 0 and 1.
  const loudness = (word: string): Loudness =>
    word === '1' ? 'all' : (LOUDNESS.find((one) => one === word) ?? 'off')
  return { sound: loudness(sound), notify: loudness(notify) }
}
export const wants = (loudness: Loudness, severity: Severity): boolean =>
  loudness === 'all' || (loudness === 'critical' && severity === 'critical')

const permission = (): NotificationPermission =>
  'Notification' in window ? Notification.permission : 'denied'

const wanted = ref<Wanted>(QUIET)
/** The browser was asked and said no. */
const denied = ref(false)
const beeper = new Beeper()

export type Notices = {
  sound: ComputedRef<Loudness>
  notify: ComputedRef<Loudness>
  denied: Ref<boolean>
  /** The browser makes no sound before somebody has touched the page. */
  blocked: Ref<boolean>
  setSound: (to: Loudness) => void
  setNotify: (to: Loudness) => Promise<void>
}

/** What this browser does when an alert is raised; each person's own choice on this machine, off until then. */
export function useNotices(): Notices {
  return {
    sound: computed(() => wanted.value.sound),
    notify: computed(() => wanted.value.notify),
    ...{ denied, blocked: beeper.blocked },
    setSound(to) {
      wanted.value = { ...wanted.value, sound: to }
      if (to !== 'off') void beeper.beep(to === 'critical' ? 'critical' : 'warning')
    },
    /** Asks the browser's leave, here and nowhere else: by the hand of who wants it. */
    async setNotify(to) {
      if (to !== 'off' && permission() === 'default') await Notification.requestPermission()
      denied.value = to !== 'off' && permission() !== 'granted'
      wanted.value = { ...wanted.value, notify: denied.value ? 'off' : to }
    },
  }
}

/** Follows the alerts with sound and notices, as was chosen. Call once, in the frame. `words`: title and text. */
export function followNotices(words: (alert: AlertSeen) => { title: string; body: string }): void {
  const session = useSession()
  const key = computed(() => session.me && `${STORAGE_KEY}.${session.me.accountId}`)
  watch(
    key,
    (name) => {
      // What was kept before people were told apart was chosen on this machine, by whoever it was.
      const kept = name && (localStorage.getItem(name) ?? localStorage.getItem(STORAGE_KEY))
      const { sound, notify } = readWanted(kept)
      wanted.value = { sound, notify: permission() === 'granted' ? notify : 'off' }
      if (sound !== 'off') beeper.prepare()
    },
    { immediate: true },
  )
  watch(wanted, ({ sound, notify }) => {
    if (key.value) localStorage.setItem(key.value, `${sound} ${notify}`)
  })
  useAlerts().onRaised((alert) => {
    if (wants(wanted.value.sound, alert.severity)) void beeper.beep(alert.severity)
    const { notify } = wanted.value
    if (
      wants(notify, alert.severity) &&
      permission() === 'granted' &&
      document.visibilityState !== 'visible'
    ) {
      const { title, body } = words(alert)
      // One of an alert, however often it is told.
      new Notification(title, { body, tag: alert.alertId })
    }
  })
}
