import '@service-hall/ui/without-eval'
import { openGallery } from '@service-hall/ui/gallery'
import { gallery } from './states.ts'

await openGallery('营业厅页面 · Hall pages', gallery)
