'use strict'
/*
 * Runs in the report itself, so it is plain JavaScript for every current browser. It only ever
 * writes text nodes: nothing from the data can become markup.
 */

/* Direction marks and zero-width characters are written as escapes so that a reader sees them. */
const invisible = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const unit = (half) => '\\u' + half.charCodeAt(0).toString(16).padStart(4, '0')
const plain = (text) => text.replace(invisible, (mark) => mark.split('').map(unit).join(''))
const quoted = (text) => plain(JSON.stringify(text))

function element(name, className, ...children) {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.append(...children)
  return made
}

function word(key) {
  return document.getElementById('word-' + key).content.cloneNode(true)
}

/* The deepest part of `json` on the way to `pointer`, and whether that is the whole way. */
function resolve(json, pointer) {
  let path = ''
  let value = json
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      return { path, exact: false }
    }
    value = value[key]
    path += '/' + token
  }
  return { path, exact: true }
}

/* Formatted JSON; what stands at one of the `marked` pointers is put into <mark>. */
function writeJson(parent, value, path, indent, marked) {
  if (typeof value !== 'object' || value === null) {
    const text = typeof value === 'string' ? quoted(value) : String(value)
    parent.append(element('bdi', typeof value, text))
    return
  }
  const isList = Array.isArray(value)
  const keys = Object.keys(value)
  const [opening, closing] = isList ? ['[', ']'] : ['{', '}']
  if (keys.length === 0) return void parent.append(opening + closing)
  parent.append(opening)
  keys.forEach((key, index) => {
    const below = path + '/' + key.replaceAll('~', '~0').replaceAll('/', '~1')
    parent.append((index === 0 ? '\n' : ',\n') + indent + '  ')
    const entry = marked.has(below) ? element('mark', '') : document.createDocumentFragment()
    if (!isList) entry.append(element('bdi', 'key', quoted(key)), ': ')
    writeJson(entry, value[key], below, indent + '  ', marked)
    parent.append(entry)
  })
  parent.append('\n' + indent + closing)
}

function body(recorded, marked) {
  const block = element('pre', '')
  if ('json' in recorded) writeJson(block, recorded.json, '', '', marked)
  else if ('text' in recorded) block.append(element('bdi', '', plain(recorded.text)))
  else block.append(word('base64'), '\n' + recorded.base64)
  return block
}

/* Which side each pointer belongs to: the one where it leads further. */
function locate(pointers, request, response) {
  const jsonOf = (side) => (side !== null && 'json' in side.body ? side.body.json : null)
  return pointers.map((pointer) => {
    const asked = resolve(jsonOf(request), pointer)
    const answered = resolve(jsonOf(response), pointer)
    const inAnswer = answered.path.length > asked.path.length
    return { pointer, inAnswer, ...(inAnswer ? answered : asked) }
  })
}

function renderMessage(message) {
  const data = message.querySelector('script')
  if (data === null) return
  const { request, response } = JSON.parse(data.textContent)
  data.remove()
  const found = locate(JSON.parse(message.dataset.pointers ?? '[]'), request, response)
  const marks = (inAnswer) =>
    new Set(found.filter((place) => place.inAnswer === inAnswer).map((place) => place.path))
  const places = found.map(({ pointer, exact }) => {
    const line = element('li', '', element('bdi', 'key', pointer))
    if (!exact) line.append(' · ', word('absent'))
    return line
  })
  const view = element('div', 'bodies')
  if (places.length > 0) {
    view.append(element('div', 'pointed', word('pointedAt'), element('ul', '', ...places)))
  }
  const path = element('bdi', '', ' ' + request.path)
  view.append(element('section', '', element('h4', '', word('request'), path)))
  view.lastChild.append(body(request.body, marks(false)))
  const answer = element('section', '', element('h4', '', word('response')))
  if (response === null) answer.append(element('p', '', word('noResponse')))
  else {
    answer.firstChild.append(' HTTP ' + response.status)
    answer.append(body(response.body, marks(true)))
  }
  view.append(answer)
  message.append(view)
}

function showOnly(list, verdict) {
  for (const row of document.getElementById(list).children) {
    row.hidden = verdict !== 'all' && row.dataset.verdict !== verdict
  }
  for (const button of document.querySelectorAll('button[data-list="' + list + '"]')) {
    button.setAttribute('aria-pressed', String(button.dataset.show === verdict))
  }
}

/* Opens whatever hides the target of a link, then brings it into view. */
function reveal() {
  const target = document.getElementById(location.hash.slice(1))
  if (target === null) return
  const hiding = target.closest('[hidden]')
  if (hiding !== null) showOnly(hiding.parentElement.id, 'all')
  for (let box = target.closest('details'); box; box = box.parentElement.closest('details')) {
    box.open = true
  }
  if (target.matches('.message')) renderMessage(target)
  const mark = target.querySelector(':scope mark')
  if (mark !== null) mark.scrollIntoView({ block: 'center' })
  else target.scrollIntoView()
}

document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target.open && target.matches('.message')) renderMessage(target)
  },
  true,
)
document.addEventListener('click', ({ target }) => {
  const button = target.closest('button[data-list]')
  if (button !== null) showOnly(button.dataset.list, button.dataset.show)
  /* A second click on the same link changes no hash, and must still open its target. */
  const link = target.closest('a[href^="#"]')
  if (link !== null && link.hash === location.hash) reveal()
})
document.getElementById('language').addEventListener('click', () => {
  const root = document.documentElement
  root.lang = root.lang === 'en' ? 'zh-CN' : 'en'
})
window.addEventListener('hashchange', reveal)
reveal()
