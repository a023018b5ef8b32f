/** A form that judges what is typed as the service would, with nothing sent anywhere. */
import { validatePersonalIdValue } from './generated/validators.js'

/** What is wrong with a personal ID, in Vietnamese; nothing when it is right. */
export function problemsOf(id: unknown): readonly string[] {
  return validatePersonalIdValue(id).issues.map(({ message }) => message.vi)
}

const form = globalThis.document?.querySelector('form')
form?.addEventListener('submit', (event) => {
  event.preventDefault()
  const output = form.querySelector('output')
  if (output === null) return
  output.textContent = problemsOf(new FormData(form).get('id')).join(' ') || 'Đúng'
})
