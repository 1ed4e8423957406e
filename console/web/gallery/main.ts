import '@service-hall/ui/without-eval'
import { openGallery } from '@service-hall/ui/gallery'
import { gallery } from './states.ts'

await openGallery('监控平台页面 · Console pages', gallery)
