"""What word processors write: Word and OpenDocument, laid bare and read as HTML is."""
