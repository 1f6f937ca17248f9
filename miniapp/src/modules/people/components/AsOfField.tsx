import { DateField } from '@/ui/DateField'

interface AsOfFieldProps {
  value: string
  today: string
  onChange: (day: string) => void
}

/** The day as of which something is shown. */
export const AsOfField = ({ value, today, onChange }: AsOfFieldProps) => (
  <DateField
    label="截至哪一天"
    required
    hint="选过去的一天，就看那天是什么样"
    value={value}
    to={today}
    onChange={onChange}
  />
)
