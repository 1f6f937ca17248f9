import type { WechatTemplates } from '@cloud/config'
import type { PlainDate } from '@shared/core/plainDate'
import type { ReminderText, TemplateKind } from '@shared/modules/reminders/model'
import { dutyFields, noticeFields } from '@shared/modules/reminders/texts'

export interface Picked {
  kind: TemplateKind
  template: { id: string; fields: Record<string, string> }
}

const FIELDS = { dutyReminder: dutyFields, meetingNotice: noticeFields } as const satisfies Record<
  TemplateKind,
  typeof noticeFields | typeof dutyFields
>

/** The template set up for this kind of message, otherwise the general one. */
export function pickTemplate(templates: WechatTemplates, wanted: TemplateKind): Picked | undefined {
  for (const kind of [wanted, 'dutyReminder'] as const) {
    const template = templates[kind]
    if (template) return { kind, template }
  }
  return undefined
}

/** Values under the keys WeChat gave the template's fields. */
export function fieldsFor({ kind, template }: Picked, text: ReminderText, today: PlainDate): Record<string, string> {
  const values: Record<string, string> = FIELDS[kind](text, today)
  return Object.fromEntries(Object.entries(template.fields).map(([name, key]) => [key, values[name] ?? '']))
}
