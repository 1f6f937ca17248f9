import { ROLE_LABELS } from '@shared/core/roles'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { type Leadership, type OrganizationDetail, officesApi } from '../useOrganizations'
import { AppointSheet } from './AppointSheet'

interface OfficesProps {
  organization: Pick<OrganizationDetail, 'id' | 'kind' | 'parentId'>
  offices: Leadership['offices']
  mayAppoint: boolean
  onChanged: () => Promise<void>
}

/** Who holds which office, dated; appointing picks from the register, nobody is typed. */
export function Offices({ organization, offices, mayAppoint, onChanged }: OfficesProps) {
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<string>()
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const close = () => {
    setAdding(false)
    setEnding(undefined)
  }
  const end = useAction(async (key) => {
    await officesApi.endAppointment({ params: { appointmentId: ending ?? '' }, body: { to: day, reason } }, { key })
    close()
    say('已免职，任职记录保留')
    await onChanged()
  })
  return (
    <Section
      title="班子"
      count={`${offices.filter((office) => office.to === null).length} 人次在任`}
      link={mayAppoint ? { label: '任命', onClick: () => setAdding(true) } : undefined}
    >
      <Card>
        {offices.length === 0 && <Empty icon="users" title="还没有任命" />}
        {offices.map((office) => (
          <Row
            key={office.id}
            title={`${office.personName} · ${ROLE_LABELS[office.role]}`}
            why={office.to ? `${office.from} 至 ${office.to}` : `自 ${office.from}`}
            act={
              mayAppoint && office.to === null ? (
                <Button
                  size="s"
                  label={`免去${office.personName}${ROLE_LABELS[office.role]}`}
                  onClick={() => setEnding(office.id)}
                >
                  免去
                </Button>
              ) : undefined
            }
          />
        ))}
      </Card>
      {adding && (
        <AppointSheet
          organization={organization}
          onClose={close}
          onDone={async () => {
            close()
            await onChanged()
          }}
        />
      )}
      <Sheet
        open={ending !== undefined}
        title="免去职务"
        sub="任职记录会保留，本人相应的权限随即失效"
        onClose={close}
        act={
          <Button
            kind="fill"
            wide
            busy={end.busy}
            reason={day && reason ? undefined : '请填日期和原因'}
            onClick={end.run}
          >
            免去
          </Button>
        }
      >
        <ErrorBanner error={end.error} />
        <DateField label="免职日期" required value={day} onChange={setDay} />
        <TextField label="原因" required value={reason} onChange={setReason} max={100} />
      </Sheet>
    </Section>
  )
}
