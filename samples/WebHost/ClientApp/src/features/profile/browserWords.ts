const browsers: [RegExp, string][] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']];
const systems: [RegExp, string][] = [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']];

/** "Firefox on Windows": what a browser calls itself, in words. */
export function browserWords(client: string): string {
  const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(client))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  return browser === undefined ? (client === '' ? 'Unknown' : client.split('/')[0] ?? client) : system === undefined ? browser : `${browser} on ${system}`;
}
