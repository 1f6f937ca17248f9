import { CERTIFICATE_STATE_LABELS } from '@shared/modules/quiz/certificates/model'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { CERTIFICATE_TONES, issuedWord, type Verified } from '../../certificates/certificatesApi'

interface CertificateFactsProps {
  certificate: Verified
  /** What only the person it belongs to is told. */
  marks?: string
}

/** What a certificate says: whose, for what, from whom, since when, and whether it counts. */
export function CertificateFacts({ certificate, marks }: CertificateFactsProps) {
  const { name, examTitle, organizationName, issuedOn, code, state } = certificate
  return (
    <Card>
      <MiniRow icon="me" label="姓名" value={name} />
      <MiniRow icon="grad" label="考试" note={examTitle} />
      {marks && <MiniRow icon="flag" label="成绩" value={marks} />}
      <MiniRow icon="org" label="颁发单位" note={organizationName} />
      <MiniRow icon="calendar" label="颁发日期" value={issuedWord(issuedOn)} />
      <MiniRow icon="doc" label="编号" value={code} />
      <MiniRow
        icon="award"
        label="状态"
        value={<Chip tone={CERTIFICATE_TONES[state]}>{CERTIFICATE_STATE_LABELS[state]}</Chip>}
      />
    </Card>
  )
}
