import { SETTING_NOTES, type UnitSettings } from '@shared/modules/organizations/model'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilledField } from '@/ui/FilledField'
import { Section } from '@/ui/Section'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { type OrganizationDetail, organizationsApi } from '../useOrganizations'

interface SettingsProps {
  organization: OrganizationDetail
  mayEdit: boolean
  onSaved: () => Promise<void>
}

type Name = keyof UnitSettings
const NAMES = Object.keys(SETTING_NOTES) as Name[]

/** What the unit decides for itself; each with the note why no national number stands there. */
export function Settings({ organization, mayEdit, onSaved }: SettingsProps) {
  const [editing, setEditing] = useState<Name>()
  const [value, setValue] = useState('')
  const { settings, ownSettings } = organization
  const save = useAction(async (key, clear: boolean) => {
    if (!editing) return
    const { [editing]: _, ...others } = ownSettings
    const isNumber = typeof settings[editing] === 'number'
    const body = clear ? others : { ...others, [editing]: isNumber ? Number(value) : value }
    await organizationsApi.configure({ params: { organizationId: organization.id }, body }, { key })
    setEditing(undefined)
    say('已保存，下面的组织一起生效')
    await onSaved()
  })
  const open = (name: Name) => {
    setEditing(name)
    setValue(String(settings[name]))
  }
  return (
    <Section title="本单位的规定">
      <Card>
        {NAMES.map((name) => (
          <FilledField
            key={name}
            label={SETTING_NOTES[name].label}
            value={String(settings[name])}
            source={`${ownSettings[name] === undefined ? '沿用上级或默认' : '本组织设定'}。${SETTING_NOTES[name].note}`}
            onFix={mayEdit ? () => open(name) : undefined}
          />
        ))}
      </Card>
      <Sheet
        open={editing !== undefined}
        title={editing ? SETTING_NOTES[editing].label : ''}
        sub={editing ? SETTING_NOTES[editing].note : ''}
        onClose={() => setEditing(undefined)}
        act={
          <>
            <Button
              kind="fill"
              wide
              busy={save.busy}
              reason={value ? undefined : '请先填写'}
              onClick={() => save.run(false)}
            >
              保存
            </Button>
            {editing && ownSettings[editing] !== undefined && (
              <Button wide busy={save.busy} onClick={() => save.run(true)}>
                改回沿用上级
              </Button>
            )}
          </>
        }
      >
        <ErrorBanner error={save.error} />
        <TextField label="新的值" required value={value} onChange={setValue} max={50} />
      </Sheet>
    </Section>
  )
}
