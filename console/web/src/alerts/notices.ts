import type { AlertSeen } from '@service-hall/contract'
import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { useAlerts } from './alert-store.ts'

const STORAGE_KEY = 'service-hall.alertNotices'

type Wanted = { sound: boolean; notify: boolean }

function kept(): Wanted {
  const [sound = '0', notify = '0'] = (localStorage.getItem(STORAGE_KEY) ?? '').split(' ')
  return { sound: sound === '1', notify: notify === '1' && permission() === 'granted' }
}
const permission = (): NotificationPermission =>
  'Notification' in window ? Notification.permission : 'denied'

const sound = ref(false)
const notify = ref(false)
/** The browser was asked and said no. */
const denied = ref(false)
let context: AudioContext | null = null

/** What this browser does when an alert is raised; chosen on this machine, off until then. */
export function useNotices(): { sound: Ref<boolean>; notify: Ref<boolean>; denied: Ref<boolean> } {
  return { sound, notify, denied }
}

/** Follows the alerts with sound and notices, as was chosen. Call once, in the frame. `words`: title and text. */
export function followNotices(words: (alert: AlertSeen) => { title: string; body: string }): void {
  Object.assign(sound, { value: kept().sound })
  Object.assign(notify, { value: kept().notify })
  watch([sound, notify], () => {
    localStorage.setItem(STORAGE_KEY, [sound.value, notify.value].map((on) => (on ? '1' : '0')).join(' '))
  })
  watch(sound, (on) => on && beep('warning'))
  watch(notify, async (on) => {
    if (!on || permission() === 'granted') return
    const answer = 'Notification' in window ? await Notification.requestPermission() : 'denied'
    denied.value = answer !== 'granted'
    notify.value = answer === 'granted'
  })
  useAlerts().onRaised((alert) => {
    if (sound.value) beep(alert.severity)
    if (notify.value && permission() === 'granted' && document.visibilityState !== 'visible') {
      const { title, body } = words(alert)
      // One of an alert, however often it is told.
      new Notification(title, { body, tag: alert.alertId })
    }
  })
}

/** One tone for a warning, two for what is critical; no file to load. */
function beep(severity: AlertSeen['severity']): void {
  context ??= new AudioContext()
  const { currentTime } = context
  for (const at of severity === 'critical' ? [0, 0.25] : [0]) {
    const tone = context.createOscillator()
    const loudness = context.createGain()
    tone.frequency.value = severity === 'critical' ? 880 : 660
    loudness.gain.setValueAtTime(0.2, currentTime + at)
    loudness.gain.exponentialRampToValueAtTime(0.001, currentTime + at + 0.2)
    tone.connect(loudness).connect(context.destination)
    tone.start(currentTime + at)
    tone.stop(currentTime + at + 0.2)
  }
}
