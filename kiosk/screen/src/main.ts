import '@service-hall/ui/without-eval'
import { browserClock } from './clock.ts'
import { createScreen } from './create-screen.ts'
import { letterPainter } from './letters/painter.ts'
import { openPort } from './port/open-port.ts'

createScreen({ clock: browserClock, openPort, drawLetter: letterPainter() }).mount('#app')
