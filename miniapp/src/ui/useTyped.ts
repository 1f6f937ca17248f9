import { useShell } from './shell'

/** Passes a change on and notes that a hand made it: what is asked of people is counted by the fields they have to fill. */
export function useTyped<T>(label: string, onChange: (value: T) => void): (value: T) => void {
  const { typed } = useShell()
  return (value) => {
    typed?.(label)
    onChange(value)
  }
}
