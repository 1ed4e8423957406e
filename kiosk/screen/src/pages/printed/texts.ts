import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts({ title: '请取走小票' }, { title: 'Please take your ticket' })
