import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '系统没有回应',
    sure: '营业厅系统没有回应，未取号。请再试一次，或找大堂工作人员。',
    unsure: '如果没有拿到小票，请再试一次，或找大堂工作人员。',
  },
  {
    title: 'No answer',
    sure: 'The hall system did not answer, and no ticket was taken. Please try again or ask our staff.',
    unsure: 'If you got no ticket, please try again or ask our staff.',
  },
)
