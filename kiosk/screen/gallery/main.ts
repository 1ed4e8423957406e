import '@service-hall/ui/without-eval'
import { openGallery } from '@service-hall/ui/gallery'
import { gallery } from './states.ts'

await openGallery('自助终端页面 · Kiosk pages', gallery)
