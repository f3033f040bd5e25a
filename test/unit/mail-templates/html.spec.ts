import { html, lines } from '../../../src/mail/templates/html.js';

describe('html', () => {
  test('what is put in is text', () => {
    expect(html`<p title="${'"><b>'}">${`<script>alert('x')</script> & co`}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;b&gt;">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; co</p>',
    );
  });

  test('what html made is not escaped again, in lists too', () => {
    const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>`.text).toBe('<ul><li>a</li><li>&lt;</li></ul>');
  });

  test('nothing leaves nothing', () => {
    expect(html`a${null}b${undefined}c${false}d${0}`.text).toBe('abcd0');
  });

  test('control characters and halves of characters cannot stand in a page', () => {
    expect(html`${'a\0b\u001bc\ud800d'}`.text).toBe('a b c\ufffdd');
  });

  test('lines of any kind are parted by br', () => {
    expect(html`${lines('a\r\n<b>\rc\nd')}`.text).toBe('a<br>&lt;b&gt;<br>c<br>d');
  });
});
