// Three ways to use a page: with a mouse, with a finger, and with nothing but keys.

/** The hands that fit a page: 'keys', or what the screen is made for. */
export const handsOf = (page, kind) => (kind === 'keys' ? new Keys(page) : kind === 'touch' ? new Finger(page) : new Mouse(page));

class Mouse {
  constructor(page) { this.page = page; }

  press(target) { return target.click(); }

  fill(field, text) { return field.fill(text); }

  /** One of several that stand side by side. */
  choose(group, name) { return this.press(this.page.getByRole('radiogroup', { name: group }).locator('label').filter({ hasText: name })); }

  async pick(menu, name) {
    await this.press(menu);
    await this.press(this.page.getByRole('menuitem', { name }));
  }

  async stars(count) {
    const id = await this.page.getByRole('region', { name: 'Rating' }).getByRole('radio', { name: `${count} star` }).getAttribute('id');
    await this.press(this.page.locator(`label[for="${id}"]`));
  }

  async toEnd(slider) {
    const rail = await slider.locator('xpath=ancestor::*[contains(@class,"mantine-Slider-root")]').boundingBox();
    await this.page.mouse.click(rail.x + rail.width - 1, rail.y + rail.height / 2);
  }

  async moveClip(clip, pixels) {
    await clip.scrollIntoViewIfNeeded();
    const { x, y } = await middle(clip);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + pixels / 2, y, { steps: 3 });
    await this.page.mouse.move(x + pixels, y, { steps: 3 });
    await this.page.mouse.up();
  }

  async files(button, files) {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.press(button)]);
    await chooser.setFiles(files);
  }
}

class Finger extends Mouse {
  press(target) { return target.tap(); }

  async toEnd(slider) {
    const rail = await slider.locator('xpath=ancestor::*[contains(@class,"mantine-Slider-root")]').boundingBox();
    await this.page.touchscreen.tap(rail.x + rail.width - 1, rail.y + rail.height / 2);
  }

  /** A first touch chooses the clip, a second one drags it. */
  async moveClip(clip, pixels) {
    await clip.scrollIntoViewIfNeeded();
    await clip.tap();
    const { x, y } = await middle(clip);
    const session = await this.page.context().newCDPSession(this.page);
    const touch = (type, at) => session.send('Input.dispatchTouchEvent', { type, touchPoints: at === null ? [] : [{ x: at, y }] });
    await touch('touchStart', x);
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await touch('touchMove', x + part * pixels);
    }
    await touch('touchEnd', null);
    await session.detach();
  }
}

/** Never points, never gives focus by itself: it walks with Tab and presses. */
class Keys {
  constructor(page) { this.page = page; }

  async reach(target) {
    await target.first().waitFor({ state: 'attached' });
    for (let steps = 0; steps < 400; steps++) {
      if (await target.evaluateAll((found) => found.includes(document.activeElement))) {
        return;
      }
      await this.page.keyboard.press('Tab');
    }

    throw new Error(`Tab never comes to ${String(target)}`);
  }

  async press(target) {
    await this.reach(target);
    await this.page.keyboard.press('Enter');
  }

  async fill(field, text) {
    await this.reach(field);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }

  async choose(group, name) {
    const radios = this.page.getByRole('radiogroup', { name: group }).getByRole('radio');
    await this.reach(radios);
    await this.arrows(radios, (label) => label.includes(name));
  }

  async pick(menu, name) {
    await this.press(menu);
    const items = this.page.getByRole('menuitem');
    await items.first().waitFor();
    for (let steps = 0; steps < 20; steps++) {
      if (await this.page.getByRole('menuitem', { name }).evaluateAll((found) => found.includes(document.activeElement))) {
        await this.page.keyboard.press('Enter');
        return;
      }
      await this.page.keyboard.press('ArrowDown');
    }

    throw new Error(`The arrows never come to ${String(name)}`);
  }

  async stars(count) {
    // The arrows go from star to star, the space bar gives as many.
    await this.reach(this.page.getByRole('region', { name: 'Rating' }).getByRole('radio'));
    const at = () => this.page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? '');
    for (let steps = 0; steps < 8 && !(await at()).startsWith(`${count} star`); steps++) {
      await this.page.keyboard.press('ArrowRight');
    }
    await this.page.keyboard.press(' ');
  }

  async toEnd(slider) {
    await this.reach(slider);
    await this.page.keyboard.press('End');
  }

  async moveClip(clip) {
    await this.reach(clip);
    await this.page.keyboard.press('ArrowRight');
  }

  async files(button, files) {
    await this.reach(button);
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.page.keyboard.press('Enter')]);
    await chooser.setFiles(files);
  }

  async arrows(radios, isIt) {
    const chosen = () => radios.evaluateAll((all) => all.filter((r) => r.checked).map((r) => r.labels?.[0]?.textContent ?? r.getAttribute('aria-label') ?? '')[0] ?? '');
    for (let steps = 0; steps < 12; steps++) {
      if (isIt(await chosen())) {
        return;
      }
      await this.page.keyboard.press('ArrowRight');
    }

    throw new Error(`The arrows never come to it; last at ${await chosen()}`);
  }
}

async function middle(target) {
  const box = await target.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
