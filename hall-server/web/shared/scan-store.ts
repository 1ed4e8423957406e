import { defineStore } from 'pinia'
import { ref } from 'vue'
import { readScan } from './scan.ts'
import type { ScanReading } from './scan.ts'

/** What a customer's paper said does not stay on a screen for longer than this, ms. */
const SHOWN_MS = 60_000

/** The latest scan of this page; in memory only, and gone by itself. */
export const useScanStore = defineStore('scan', () => {
  const reading = ref<ScanReading | null>(null)
  /** Whoever waits for a scan of their own, such as a payment code: it is not offered as a search then. */
  const isClaimed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function dismiss(): void {
    clearTimeout(timer)
    reading.value = null
  }
  function heard(typed: string): void {
    dismiss()
    if (isClaimed.value) return
    reading.value = readScan(typed)
    timer = setTimeout(dismiss, SHOWN_MS)
  }
  return { reading, isClaimed, heard, dismiss }
})
