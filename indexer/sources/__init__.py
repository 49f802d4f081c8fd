"""Where documents come from: folders of files, a Maildir, a feed of JSON lines; each says what lies in it tonight."""
